import { createElement, Fragment } from 'react'
import type { Block, Inline } from './parse-markdown.ts'

/** Parsed Markdown as elements. No HTML of the file ever becomes HTML of the page. */
export function Markdown({ blocks }: { blocks: readonly Block[] }) {
  return blocks.map((block, index) => <MarkdownBlock key={index} block={block} />)
}

function MarkdownBlock({ block }: { block: Block }) {
  switch (block.kind) {
    case 'heading':
      // The page's own first heading is the file's name.
      return createElement(`h${Math.min(6, block.level + 1)}`, null, <Line parts={block.content} />)
    case 'paragraph':
      return (
        <p>
          <Line parts={block.content} />
        </p>
      )
    case 'quote':
      return (
        <blockquote>
          <Line parts={block.content} />
        </blockquote>
      )
    case 'code':
      return (
        <pre>
          <code>{block.text}</code>
        </pre>
      )
    case 'rule':
      return <hr />
    case 'list': {
      const items = block.items.map((item, index) => (
        <li key={index}>
          <Line parts={item} />
        </li>
      ))
      return block.isOrdered ? <ol>{items}</ol> : <ul>{items}</ul>
    }
  }
}

function Line({ parts }: { parts: readonly Inline[] }) {
  return parts.map((part, index) => (
    <Fragment key={index}>
      {part.kind === 'text' && part.text}
      {part.kind === 'code' && <code>{part.text}</code>}
      {part.kind === 'strong' && <strong>{part.text}</strong>}
      {part.kind === 'em' && <em>{part.text}</em>}
      {part.kind === 'link' && (
        <a href={part.href} target="_blank" rel="noreferrer noopener">
          {part.text}
        </a>
      )}
    </Fragment>
  ))
}
