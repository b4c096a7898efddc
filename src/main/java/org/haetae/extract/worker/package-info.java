/// What runs inside the confined process that reads hostile files.
///
/// It may use the JDK and parser libraries only, nothing else of Haetae: its class path is what the
/// sandbox shows it, and everything here must be thought of as taken over by the file that is being
/// read.
@NullMarked
package org.haetae.extract.worker;

import org.jspecify.annotations.NullMarked;
