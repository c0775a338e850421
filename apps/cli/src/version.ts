// Berth's own version, shown by `berth version`, the API and the nodes.
export const version = "0.1.0";
