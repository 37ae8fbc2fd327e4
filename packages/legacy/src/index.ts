export const OFFICE_SCHEMA_PREFIX = 'bo_';
