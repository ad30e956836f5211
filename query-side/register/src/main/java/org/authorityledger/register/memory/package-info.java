/** The register in memory: what checks ask again and again is answered without a question to the database. */
@NullMarked
package org.authorityledger.register.memory;

import org.jspecify.annotations.NullMarked;
