/// Makes the sample material that `haetae demo` takes in. Invented from beginning to end.
@NullMarked
package org.haetae.demo;

import org.jspecify.annotations.NullMarked;
