package io.docket.app.instance;

/// What an instance does; `docket.roles` lists one or several. An instance without the property does everything.
public enum InstanceRole {
    /// Decides commands.
    PROCESSOR,
    /// Takes commands and answers reads over HTTP.
    GATEWAY,
    /// Answers reports over HTTP.
    REPORTING
}
