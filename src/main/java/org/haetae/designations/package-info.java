/// Lists of sanctions in the casebook: a version of a list is an accession, its entries are
/// entities and what it says of them are claims that cite the entry. The next version is recorded
/// as what became different; nothing is taken back.
@NullMarked
package org.haetae.designations;

import org.jspecify.annotations.NullMarked;
