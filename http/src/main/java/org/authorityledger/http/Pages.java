package org.authorityledger.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Shows a problem to a person, as a page. A node that serves no pages has no such bean. */
public interface Pages {

    /** Where a person signs in; takes the parameter {@code continue}, the path of this ledger to continue with. */
    String SIGN_IN = "/login";

    /** Where everyone finds their own account, whatever else they may open. */
    String ACCOUNT = "/account";

    /** Where a document comes as a form, which may be as large as a document. */
    String DOCUMENTS = "/inbox/documents";

    /** Where a tracker comes as a form, which may be as large too. */
    String SHEETS = "/import/sheet";

    /** Where a file of checks comes as a form. */
    String CHECKS = "/check/file";

    /** Where a file of commands comes as a form. */
    String COMMANDS = "/import/commands";

    /** Where filings come as a form, which may be as large as an archive of them. */
    String FILINGS = "/filings";

    /** Writes the page that shows a problem; the status and the headers are set already. */
    void write(HttpServletRequest request, HttpServletResponse response, Problem.Report report) throws IOException;
}
