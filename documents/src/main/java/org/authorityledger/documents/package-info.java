/**
 * Reading the real world: from powers of attorney as they are filed to proposals of acts.
 *
 * <p>Pure like the law: no clock, no database, no network, no framework, no model. The same bytes read the same on every machine and in every
 * year, and everything read says where in the text it stands. Nothing read becomes an act by itself.
 */
@NullMarked
package org.authorityledger.documents;

import org.jspecify.annotations.NullMarked;
