package org.zonekeeper.settings;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** Says what the JDK's exceptions about files mean, most of which only name the file. Stateless. */
public final class FileTrouble {
  private FileTrouble() {}

  /** The file and what is wrong with it. */
  public static String sentence(FileSystemException trouble) {
    return "%s cannot be used: %s".formatted(trouble.getFile(), reason(trouble));
  }

  /** What is wrong, if it may be something else than a file. */
  public static String reason(IOException trouble) {
    return trouble instanceof FileSystemException file
        ? reason(file)
        : String.valueOf(trouble.getMessage());
  }

  /** What is wrong, without the file. */
  public static String reason(FileSystemException trouble) {
    return switch (trouble) {
      case NoSuchFileException missing -> "there is no such file";
      case AccessDeniedException denied -> "this process may not";
      case NotDirectoryException file -> "it is no directory";
      case DirectoryNotEmptyException full -> "it is a directory that is not empty";
      case FileAlreadyExistsException there -> "it is there already";
      default ->
          trouble.getReason() == null || trouble.getReason().isBlank()
              ? "the operating system refuses it"
              : trouble.getReason();
    };
  }
}
