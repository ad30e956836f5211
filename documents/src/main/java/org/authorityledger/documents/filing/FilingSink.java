package org.authorityledger.documents.filing;

import org.jspecify.annotations.Nullable;

/** Takes what is read, one by one, so that no file is ever held as a whole. */
public interface FilingSink {

    /** A filing was read. */
    void filing(Filing filing);

    /** Something could not be read, or is doubtful. The rest goes on. */
    void problem(FilingProblem problem);

    /**
     * A document that may hold papers, such as an exhibit: one that is no form in XML, or a whole submission. By default it is passed over.
     *
     * @param filing the filing of the submission; null where the document is no submission
     */
    default void document(String name, byte[] bytes, @Nullable Filing filing) {}
}
