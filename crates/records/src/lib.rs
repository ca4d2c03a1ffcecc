//! Files in, record out: intake of folders and bundles, the record folder, its manifest.
