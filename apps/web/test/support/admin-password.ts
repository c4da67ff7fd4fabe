/** The first administrator's, in every stack that tests start. */
export const adminPassword = 'lanterns along the quay 7'
