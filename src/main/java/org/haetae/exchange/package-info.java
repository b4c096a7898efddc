/// What goes out of the casebook in formats that others read, and what comes in from them: tables,
/// entities, citations. Everything that comes in goes through [org.haetae.casebook.Casebook]; what
/// goes out is entered in the ledger first.
@NullMarked
package org.haetae.exchange;

import org.jspecify.annotations.NullMarked;
