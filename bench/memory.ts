/** Memory of the process that runs the background before, during and after a mail of 25 MB. Being written. */
