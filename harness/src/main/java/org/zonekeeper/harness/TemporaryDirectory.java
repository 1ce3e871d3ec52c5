package org.zonekeeper.harness;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * Removes a temporary directory while the JVM shuts down, once the children that write to it have
 * ended; their own shutdown hook ends them, at the same time as this one waits.
 */
public record TemporaryDirectory(Path directory) implements Runnable {
  @Override
  public void run() {
    ProcessHandle.current().descendants().forEach(child -> child.onExit().join());
    try {
      Files.walkFileTree(directory, new Remover());
    } catch (IOException e) {
      System.err.println("zonekeeper: cannot remove " + directory + ": " + e.getMessage());
    }
  }

  private static final class Remover extends SimpleFileVisitor<Path> {
    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      Files.delete(file);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path directory, IOException failure)
        throws IOException {
      if (failure != null) {
        throw failure;
      }
      Files.delete(directory);
      return FileVisitResult.CONTINUE;
    }
  }
}
