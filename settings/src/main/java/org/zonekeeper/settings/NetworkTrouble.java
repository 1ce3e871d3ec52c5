package org.zonekeeper.settings;

import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;

/** Says what the JDK's exceptions about connections mean, most of which say nothing. Stateless. */
public final class NetworkTrouble {
  private NetworkTrouble() {}

  /** Why there is no connection, or no answer over it. */
  public static String reason(Throwable trouble) {
    for (Throwable cause = trouble; cause != null; cause = cause.getCause()) {
      if (cause instanceof UnresolvedAddressException || cause instanceof UnknownHostException) {
        return "nobody knows that host";
      }
    }
    return switch (trouble) {
      case ConnectException refused -> "nobody listens there";
      case HttpTimeoutException late -> "no answer in time";
      default -> trouble.getMessage() == null ? "the connection failed" : trouble.getMessage();
    };
  }
}
