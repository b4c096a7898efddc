/// The home directory: its lock, keys, settings and database. Every other room gets its place on
/// disk and its transactions from here.
@NullMarked
package org.haetae.home;

import org.jspecify.annotations.NullMarked;
