using System.Reflection;

namespace ModelGateway.Providers.Http;

/// <summary>What requests to providers say of their sender.</summary>
internal static class UserAgents
{
    public const string Header = "User-Agent";

    /// <summary>The gateway with its version, without the commit that it was built from.</summary>
    public static string Gateway { get; } = "ModelGateway/" + Version();

    /// <summary>The gateway's part, and the application's behind it.</summary>
    public static string With(string? application) => string.IsNullOrWhiteSpace(application) ? Gateway : $"{Gateway} {application.Trim()}";

    private static string Version()
    {
        Assembly assembly = typeof(UserAgents).Assembly;
        string version = assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion
            ?? assembly.GetName().Version?.ToString(3) ?? "0";
        return version.Split('+')[0];
    }
}
