/// Commands of the launcher.
@NullMarked
package org.haetae.cli;

import org.jspecify.annotations.NullMarked;
