/** Gzipped sizes of the scripts that pages load, and of the store zips. Being written. */
