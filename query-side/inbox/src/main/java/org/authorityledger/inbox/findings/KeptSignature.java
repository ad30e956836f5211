package org.authorityledger.inbox.findings;

import org.authorityledger.documents.filing.Filing.FiledSignature;

/**
 * A signature of a filing that is kept.
 *
 * @param number its place in the filing, from 0
 */
public record KeptSignature(KeptFiling filing, int number, FiledSignature signature) {}
