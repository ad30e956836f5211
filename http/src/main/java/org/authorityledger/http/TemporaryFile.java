package org.authorityledger.http;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** What a request or its answer is kept in while the other side is not ready for it. */
public final class TemporaryFile {

    private TemporaryFile() {}

    /**
     * Opens an empty one to be written and read. It is gone when it is closed.
     *
     * @param name the beginning of its name
     */
    public static FileChannel open(String name) throws IOException {
        Path path = Files.createTempFile(name, ".part");
        return FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
    }
}
