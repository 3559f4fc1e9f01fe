/** Addresses of the web and of mail, with or without a scheme; the endings are those that spam uses most. */
const LINK =
  /(?:https?:\/\/|www\.|[\w.+-]+@[\w-]+\.)|(?:^|[^\w.@])[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:com|cn|net|org|top|xyz|info|io|me|cc|vip|shop|site|ru|tv|link|club|app|ly)(?![\w-])/i;

/** Whether a text holds a link, full-width letters and dots included. */
export const hasLink = (text: string): boolean => LINK.test(text.normalize('NFKC').replace(/[。．]/g, '.'));
