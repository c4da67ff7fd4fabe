import { type CSSVariablesResolver, createTheme, type MantineColorsTuple } from '@mantine/core'

const accent: MantineColorsTuple = [
  '#eef1fe',
  '#dfe4fd',
  '#c2cbfb',
  '#a1affa',
  '#8293f4',
  '#4a5fe0',
  '#3d52d5',
  '#3143b4',
  '#283791',
  '#1f2b70',
]
const gray: MantineColorsTuple = [
  '#f7f8f9',
  '#f1f2f4',
  '#e6e8ec',
  '#d3d7de',
  '#c0c5ce',
  '#8b92a0',
  '#666d7b',
  '#4b5260',
  '#2e333d',
  '#16191f',
]
const dark: MantineColorsTuple = [
  '#e8eaee',
  '#cbd0d9',
  '#a8aeba',
  '#9299a7',
  '#383e48',
  '#262a31',
  '#1b1f24',
  '#14171b',
  '#0e1013',
  '#0b0d0f',
]

/** One accent, small radii, 32 px controls: made for dense work, not for a component library's demo page. */
export const theme = createTheme({
  primaryColor: 'accent',
  primaryShade: { light: 6, dark: 5 },
  colors: { accent, gray, dark },
  black: '#16191f',
  fontFamily: 'var(--gw-font)',
  fontSizes: { xs: '12px', sm: '14px', md: '14px', lg: '16px', xl: '20px' },
  fontWeights: { regular: '400', medium: '600', bold: '600' },
  spacing: { xs: '8px', sm: '12px', md: '16px', lg: '24px', xl: '32px' },
  radius: { xs: '4px', sm: '6px', md: '6px', lg: '10px', xl: '16px' },
  defaultRadius: 'sm',
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    Button: {
      defaultProps: { size: 'sm' },
      vars: () => ({ root: { '--button-height': '32px', '--button-padding-x': '12px', '--button-fz': '14px' } }),
    },
    ActionIcon: { defaultProps: { variant: 'subtle', color: 'gray', size: 28 } },
    Input: { vars: () => ({ wrapper: { '--input-height': '32px', '--input-fz': '14px' } }) },
    InputWrapper: {
      styles: { label: { fontWeight: 400, color: 'var(--gw-text-soft)', marginBottom: 4 } },
      defaultProps: { inputWrapperOrder: ['label', 'input', 'error', 'description'] },
    },
    Tooltip: {
      defaultProps: {
        openDelay: 400,
        withArrow: false,
        fz: 12,
        px: 8,
        py: 4,
        // The name of a file has no end to its length.
        maw: 'min(320px, 100vw)',
        multiline: true,
        transitionProps: { duration: 80 },
      },
      styles: { tooltip: { overflowWrap: 'anywhere' } },
    },
    Menu: {
      defaultProps: {
        shadow: 'md',
        position: 'bottom-end',
        transitionProps: { duration: 80 },
        // As high as there is room for: the last entry is often the one that is meant.
        middlewares: { flip: true, shift: true, size: true },
      },
      styles: { dropdown: { overflowY: 'auto' } },
    },
    Popover: { defaultProps: { shadow: 'md', transitionProps: { duration: 80 } } },
    Drawer: { defaultProps: { transitionProps: { duration: 160 }, overlayProps: { backgroundOpacity: 0.2 } } },
    Modal: {
      defaultProps: { transitionProps: { duration: 120 }, overlayProps: { backgroundOpacity: 0.3 }, centered: true },
    },
  },
})

/** Mantine's own names follow ours, so that both kinds of component share one set of grounds and lines. */
export const cssVariables: CSSVariablesResolver = () => {
  const shared = {
    '--mantine-color-body': 'var(--gw-surface)',
    '--mantine-color-text': 'var(--gw-text)',
    '--mantine-color-dimmed': 'var(--gw-text-soft)',
    '--mantine-color-default': 'var(--gw-surface)',
    '--mantine-color-default-hover': 'var(--gw-hover)',
    '--mantine-color-default-border': 'var(--gw-line-strong)',
    '--mantine-color-placeholder': 'var(--gw-text-faint)',
    '--mantine-color-error': 'var(--gw-bad)',
    '--mantine-color-anchor': 'var(--gw-accent-text)',
    '--mantine-color-accent-light-color': 'var(--gw-accent-text)',
    '--mantine-color-accent-light-hover': 'var(--gw-accent-soft)',
    '--mantine-color-red-6': 'var(--gw-bad)',
    '--mantine-color-red-filled': '#b42318',
    '--mantine-color-red-filled-hover': '#912018',
    '--mantine-color-red-light-color': 'var(--gw-bad)',
    '--mantine-color-red-light-hover': 'var(--gw-bad-soft)',
    '--mantine-color-red-light': 'var(--gw-bad-soft)',
    '--mantine-shadow-md': 'var(--gw-shadow)',
    '--mantine-shadow-xl': 'var(--gw-shadow)',
    '--mantine-color-gray-light-hover': 'var(--gw-hover)',
    '--mantine-color-gray-light-color': 'var(--gw-text-soft)',
  }
  return { variables: {}, light: shared, dark: shared }
}
