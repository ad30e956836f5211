/**
 * One description for each legal act: the form that records it, its sentence, its parts and the parties it concerns. The pages, the register and the
 * description of the API are made from it.
 *
 * <p>Pure like the law: no clock, no SQL, no HTTP. It says what a form asks for and what an act says, not how either looks.
 */
@NullMarked
package org.authorityledger.authority.acts;

import org.jspecify.annotations.NullMarked;
