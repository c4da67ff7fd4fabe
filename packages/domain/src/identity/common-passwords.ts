/**
 * Words that the commonest passwords are made of. A password is refused when it is one of them, also with a short tail of
 * digits and signs (`Password1!`). Passwords under eight characters are refused for that, so combinations below it are left out.
 */
const words = `
  password passwort passwords passphrase passw0rd p4ssword p4ssw0rd pa55word pa55w0rd letmein letmeinnow welcome welcometo
  welcomeback welcomehome changeme changemenow changeit changethis iloveyou iloveyou2 iloveu loveyou lovely lovelove qwerty
  qwertyui qwertyuiop qwertz qwertzui qwertzuiop azerty azertyui azertyuiop asdfgh asdfghjk asdfghjkl zxcvbn zxcvbnm
  qazwsx qazwsxedc qwerasdf qweasd qweasdzxc asdfasdf qwerqwer abcdef abcdefg abcdefgh abcdefghi abcd1234 abc12345 abc123
  a1b2c3d4 a1b2c3d4e5 1a2b3c4d 1q2w3e4r 1q2w3e4r5t 1qaz2wsx 1qaz2wsx3edc q1w2e3r4 q1w2e3r4t5 zaq12wsx zaq1zaq1 admin
  administrator admin123 adminadmin superuser superadmin root rootroot rootpass toor system sysadmin operator
  test1234 test12345 testtest default secret secrets topsecret mysecret master mastermaster masterkey login loginlogin access accesses football baseball basketball
  softball volleyball hockey soccer sunshine princess princesses butterfly flower flowers rainbow monkey monkeys dragon
  dragons tiger panther shadow shadows phoenix unicorn batman superman spiderman ironman starwars pokemon minecraft
  michael michelle jennifer jessica charlie jordan jordan23 ashley daniel thomas andrew samantha alexander trustno
  trustme whatever nothing something computer internet samsung google facebook instagram linkedin microsoft windows
  liverpool chelsea arsenal barcelona manchester mercedes ferrari porsche corvette mustang harley freedom forever
  blessed jesus christ jesuschrist godisgood heaven summer winter spring autumn january february september october
  november december monday friday london berlin america canada hello hellohello
  helloworld goodmorning groundwork
`

export const commonWords: ReadonlySet<string> = new Set(words.trim().split(/\s+/))
