/// Those who vouch for a log from outside, each a small process of its own with its own keys: a
/// witness, which remembers the newest head of every log that it knows and cosigns only what
/// continues it, and a timestamp authority for exercises.
///
/// No database, no home, nothing of Spring: the files of its state, and the JDK's HTTP server.
@NullMarked
package org.haetae.witness;

import org.jspecify.annotations.NullMarked;
