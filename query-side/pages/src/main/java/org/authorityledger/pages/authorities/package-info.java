/**
 * Who may sign: the check, the pages of a grantor, an attorney, an issuer and an instrument, the difference between two moments, with their
 * charts and files to export.
 */
@NullMarked
package org.authorityledger.pages.authorities;

import org.jspecify.annotations.NullMarked;
