/// Pages and the HTTP API: rendered on the server, complete without JavaScript. Every route passes
/// one gate; nothing here decides what material a person may know of, the rooms do.
@NullMarked
package org.haetae.web;

import org.jspecify.annotations.NullMarked;
