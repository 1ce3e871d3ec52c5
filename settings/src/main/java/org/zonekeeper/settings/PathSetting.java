package org.zonekeeper.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Declares settings that name files or directories. Stateless. */
public final class PathSetting {
  static final String DIRECTORY = "a directory, or where one can be made, to write in";
  static final String FILE_TO_WRITE = "a file that this process may write, there or to be made";

  private PathSetting() {}

  /** A file that is there and that this process may read. */
  public static TextSetting<Path> fileToRead(String key) {
    return TextSetting.of(key).readBy(PathSetting::readable, "a file that this process may read");
  }

  /** A directory that is there, or that can be made, and in which this process may write. */
  public static TextSetting<Path> directory(String key) {
    return TextSetting.of(key).readBy(text -> usable(Path.of(text.strip())), DIRECTORY);
  }

  /** A file that can be written, whether it is there or, with the directories to it, made. */
  public static TextSetting<Path> fileToWrite(String key) {
    return TextSetting.of(key).readBy(text -> writable(Path.of(text.strip())), FILE_TO_WRITE);
  }

  private static Path readable(String text) {
    Path file = Path.of(text.strip());
    if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
      throw new IllegalArgumentException(file + " cannot be read");
    }
    return file;
  }

  static Path usable(Path directory) {
    requireWritable(existing(directory), directory);
    return directory;
  }

  /**
   * The same file.
   *
   * @throws IllegalArgumentException if it cannot be written, whether it is there or to be made
   */
  public static Path writable(Path file) {
    boolean there = Files.exists(file);
    if (there && (!Files.isRegularFile(file) || !Files.isWritable(file))) {
      throw new IllegalArgumentException(file + " is no file to write to");
    }
    if (!there) {
      requireWritable(existing(file), file);
    }
    return file;
  }

  /** The path itself, or what is there of the way to it. */
  private static Path existing(Path path) {
    Path existing = path.toAbsolutePath();
    while (existing.getParent() != null && !Files.exists(existing)) {
      existing = existing.getParent();
    }
    return existing;
  }

  /** Tries it: neither rights nor root's privileges say that a file system takes files. */
  private static void requireWritable(Path directory, Path wanted) {
    try {
      Files.delete(Files.createTempFile(directory, ".zonekeeper", null));
    } catch (IOException e) {
      throw new IllegalArgumentException(wanted + " is nowhere to write", e);
    }
  }
}
