/** The cloud allows an account 100 calls a minute; this leaves some for others. */
export const CLOUD_REQUESTS_PER_MINUTE = 60;
