/** Told, in one short sentence each, what is being looked for, fetched or started. */
export type Progress = (message: string) => void;

export const silent: Progress = () => {};
