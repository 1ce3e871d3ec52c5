package org.zonekeeper.acr.status;

import org.zonekeeper.schemas.registry.InvalidSettingException;

/**
 * Where a forwarder tells how it is.
 *
 * @param host address to listen on; default this machine only, because anybody may ask
 * @param port 0: any free one
 */
public record StatusSettings(String host, int port) {
  public static final String THIS_MACHINE = "127.0.0.1";

  public StatusSettings {
    if (port < 0 || port > 65_535) {
      throw new InvalidSettingException("status.port", Integer.toString(port), "0 to 65535");
    }
  }
}
