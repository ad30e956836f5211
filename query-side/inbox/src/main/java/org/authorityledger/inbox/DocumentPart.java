package org.authorityledger.inbox;

import org.jspecify.annotations.Nullable;

/**
 * One paper of a document.
 *
 * @param part its place in the document, from 0
 * @param type its type on EDGAR, such as {@code EX-24}; null: the document is no submission
 * @param text as it was read; evidence counts its UTF-16 characters. Null: it has none
 * @param notRead why it has no text; null where it has one
 * @param noProposal why it proposes nothing; null where it does
 */
public record DocumentPart(int part, @Nullable String type, @Nullable String fileName, @Nullable String description,
        @Nullable String text, @Nullable String notRead, @Nullable String noProposal) {}
