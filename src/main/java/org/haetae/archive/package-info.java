/// Bytes as received: sealed in the age format, laid out as OCFL 1.1, their keys in the vault.
@NullMarked
package org.haetae.archive;

import org.jspecify.annotations.NullMarked;
