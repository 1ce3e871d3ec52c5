package org.zonekeeper.settings;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Paths on a command line, checked before the command does anything: whoever measures for an hour
 * wants to know at once that the result cannot be written. Given to picocli by class; used on the
 * command line's thread.
 */
public abstract class OptionPath implements ITypeConverter<Path> {
  private final UnaryOperator<Path> check;
  private final String allowed;

  private OptionPath(UnaryOperator<Path> check, String allowed) {
    this.check = check;
    this.allowed = allowed;
  }

  @Override
  public final Path convert(String text) {
    try {
      return check.apply(Path.of(text));
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(
          "'%s' cannot be used; allowed: %s".formatted(text, allowed));
    }
  }

  /** A file that is written, in a directory that is there. */
  public static final class FileToWrite extends OptionPath {
    public FileToWrite() {
      super(
          FileToWrite::inDirectory,
          "a file that this process may write, in a directory that is there");
    }

    private static Path inDirectory(Path file) {
      Path directory = file.toAbsolutePath().getParent();
      if (directory == null || !Files.isDirectory(directory)) {
        throw new IllegalArgumentException("there is no directory for " + file);
      }
      return PathSetting.writable(file);
    }
  }

  /** A file that is written; whoever writes it makes the directories to it. */
  public static final class LogFile extends OptionPath {
    public LogFile() {
      super(PathSetting::writable, PathSetting.FILE_TO_WRITE);
    }
  }

  /** A directory that is written in. */
  public static final class DirectoryToWrite extends OptionPath {
    public DirectoryToWrite() {
      super(PathSetting::usable, PathSetting.DIRECTORY);
    }
  }
}
