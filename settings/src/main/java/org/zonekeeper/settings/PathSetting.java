package org.zonekeeper.settings;

import java.nio.file.Files;
import java.nio.file.Path;

/** Declares settings that name files or directories. Stateless. */
public final class PathSetting {
  private PathSetting() {}

  /** A file that is there and that this process may read. */
  public static TextSetting<Path> fileToRead(String key) {
    return TextSetting.of(key).readBy(PathSetting::readable, "a file that this process may read");
  }

  /** A directory that is there, or that can be made, and in which this process may write. */
  public static TextSetting<Path> directory(String key) {
    return TextSetting.of(key)
        .readBy(PathSetting::usable, "a directory, or where one can be made, to write in");
  }

  private static Path readable(String text) {
    Path file = Path.of(text.strip());
    if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
      throw new IllegalArgumentException(file + " cannot be read");
    }
    return file;
  }

  private static Path usable(String text) {
    Path directory = Path.of(text.strip());
    Path existing = directory.toAbsolutePath();
    while (existing.getParent() != null && !Files.exists(existing)) {
      existing = existing.getParent();
    }
    if (!Files.isDirectory(existing) || !Files.isWritable(existing)) {
      throw new IllegalArgumentException(directory + " is no directory to write in");
    }
    return directory;
  }
}
