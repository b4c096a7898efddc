/// What a file says: its text, facts and parts, and how each of them was obtained.
///
/// Nothing in this package parses a file. Files are read in separate, confined processes
/// (`org.haetae.extract.worker`); this side hands out jobs, and treats every byte that comes back
/// as hostile.
@NullMarked
package org.haetae.extract;

import org.jspecify.annotations.NullMarked;
