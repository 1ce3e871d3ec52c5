/** What operators do about recorders from the command line: {@code zonekeeper recorder …}. */
package org.zonekeeper.acr.command;
