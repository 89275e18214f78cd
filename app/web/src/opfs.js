export const opfs = {};
