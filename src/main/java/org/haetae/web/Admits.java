package org.haetae.web;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// Marks a route that asks for no permission of a role, and says whom it lets in.
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@interface Admits {
    Whom value();

    /// Who passes without a permission.
    enum Whom {
        /// Also those who have not signed in. Such a route shows nothing of the home.
        ANYONE,
        /// Whoever has signed in, for what is their own: their account, language, sessions.
        SIGNED_IN
    }
}
