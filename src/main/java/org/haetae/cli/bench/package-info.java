/// Measures Haetae beside its peers on this machine: whole processes, in turn, on made or given
/// material. Nothing here is used by any other command.
@NullMarked
package org.haetae.cli.bench;

import org.jspecify.annotations.NullMarked;
