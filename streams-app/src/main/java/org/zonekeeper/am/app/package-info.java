/** The Agent Manager as a program: settings, error handlers, start, stop, command line. */
package org.zonekeeper.am.app;
