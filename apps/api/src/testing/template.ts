/** The database that every test copies: migrated, with the demo edition. */
export const TEMPLATE = 'everexpo_template';

/** AUTH_SECRET of every API that tests start on a copy: what the template keeps encrypted opens under it alone. */
export const TEST_SECRET = 'test-secret-of-more-than-32-characters';
