/** Three layers of ground. */
export function Logo({ size }: { size: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden focusable="false">
      <rect width="32" height="32" rx="8" fill="var(--gw-accent)" />
      <path d="M8 11.5 16 7l8 4.5-8 4.5z" fill="#fff" />
      <path
        d="m8 16 8 4.5 8-4.5M8 20.5l8 4.5 8-4.5"
        fill="none"
        stroke="#fff"
        strokeWidth="2"
        strokeLinejoin="round"
        strokeLinecap="round"
        opacity="0.8"
      />
    </svg>
  )
}
