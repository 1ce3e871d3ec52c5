/**
 * What is known of contacts beside the topics, which may hold no personal data: their details, what
 * agents wrote down, and who is not to be called.
 */
package org.zonekeeper.gateway.contact;
