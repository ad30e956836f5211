/** Signing in with a user name and a password. Permissions do not enter: how a user proves who they are says nothing about what they may do. */
@NullMarked
package org.authorityledger.access.password;

import org.jspecify.annotations.NullMarked;
