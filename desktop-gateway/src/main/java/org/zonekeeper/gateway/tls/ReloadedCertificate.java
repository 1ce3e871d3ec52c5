package org.zonekeeper.gateway.tls;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A certificate that is read anew when its files change: new connections get the new one,
 * connections that stand go on with theirs. One thread looks at the files, every few seconds.
 */
public final class ReloadedCertificate implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ReloadedCertificate.class);
  private static final long LOOK_MS = 2_000;

  private final TlsFiles files;
  private final SslContextFactory.Server context = new SslContextFactory.Server();
  private final ScheduledExecutorService watch =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("gateway-certificate").factory());
  private List<FileTime> seen;
  private List<FileTime> refused = List.of();

  /**
   * Reads the files, and looks at them from now on.
   *
   * @throws TlsFilesException if they cannot be used
   */
  public ReloadedCertificate(TlsFiles files) {
    this.files = files;
    this.seen = times();
    fill(context);
    var unused =
        watch.scheduleWithFixedDelay(
            this::reloadIfChanged, LOOK_MS, LOOK_MS, TimeUnit.MILLISECONDS);
  }

  /** What a connector is made with. */
  public SslContextFactory.Server context() {
    return context;
  }

  @Override
  public void close() {
    watch.shutdownNow();
  }

  /** The old pair stays until both files are new and belong together. */
  private void reloadIfChanged() {
    List<FileTime> now = times();
    if (now.equals(seen) || now.equals(refused)) {
      return;
    }
    refused = now;
    try {
      context.reload(this::fill);
      seen = now;
      LOG.info("certificate read anew from={}", files.certificate());
    } catch (TlsFilesException e) {
      LOG.error("changed certificate not taken, the old one stays: {}", e.getMessage());
    } catch (Exception e) {
      // Jetty declares any exception of a reload.
      LOG.error("changed certificate not taken, the old one stays", e);
    }
  }

  private void fill(SslContextFactory to) {
    byte[] bits = new byte[16];
    new SecureRandom().nextBytes(bits);
    String password = HexFormat.of().formatHex(bits);
    to.setKeyStore(files.read(password.toCharArray()));
    to.setKeyStorePassword(password);
  }

  private List<FileTime> times() {
    return List.of(time(files.certificate()), time(files.key()));
  }

  /** A file that is just being replaced may be missing for a moment. */
  private static FileTime time(Path file) {
    try {
      return Files.getLastModifiedTime(file);
    } catch (IOException e) {
      return FileTime.fromMillis(0);
    }
  }
}
