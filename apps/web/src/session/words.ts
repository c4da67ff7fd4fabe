export const words = {
  title: 'Sign in to Groundwork',
  username: 'Username or e-mail',
  password: 'Password',
  signIn: 'Sign in',
  usernameMissing: 'Enter your username or e-mail',
  passwordMissing: 'Enter your password',
  wrong: 'Username or password is not right. Check both; a password minds capital letters.',
  capsLock: 'Caps Lock is on',
  showPassword: 'Show password',
  returning: 'Afterwards you are taken back to where you were going.',
} as const
