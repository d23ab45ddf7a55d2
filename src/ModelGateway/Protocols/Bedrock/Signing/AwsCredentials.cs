namespace ModelGateway.Protocols.Bedrock.Signing;

/// <summary>
/// An AWS key, which the gateway holds as one string: <c>accessKeyId:secretAccessKey</c>, or the same with <c>:sessionToken</c>. None of
/// the three holds a colon, and no bearer token does. It is not a record, because a record's <c>ToString</c> would show the secret.
/// </summary>
internal readonly struct AwsCredentials
{
    private AwsCredentials(string accessKeyId, string secretAccessKey, string? sessionToken)
    {
        AccessKeyId = accessKeyId;
        SecretAccessKey = secretAccessKey;
        SessionToken = sessionToken;
    }

    public string AccessKeyId { get; }

    public string SecretAccessKey { get; }

    /// <summary>The token of a role's short-lived key; null for the key of a user.</summary>
    public string? SessionToken { get; }

    /// <summary>Whether a key signs requests and is not sent with them.</summary>
    public static bool IsPair(string? key) => key?.Contains(':', StringComparison.Ordinal) is true;

    /// <summary>Describes what is wrong with a key, without repeating it; null where nothing is wrong.</summary>
    public static string? FindFault(string key)
    {
        if (!IsPair(key))
        {
            return LooksLikeId(key)
                ? "is an AWS access key id without its secret. Set it to accessKeyId:secretAccessKey, or the same with :sessionToken."
                : null;
        }

        string[] parts = key.Split(':');
        return parts.Length is 2 or 3 && IsWord(parts[0]) && IsSecret(parts[1]) && (parts.Length == 2 || IsSecret(parts[2]))
            ? null
            : "is no AWS key. Set it to accessKeyId:secretAccessKey, or the same with :sessionToken, without spaces or quotes.";
    }

    /// <summary>Reads a key in which <see cref="FindFault"/> finds none.</summary>
    public static AwsCredentials Parse(string key)
    {
        string[] parts = key.Split(':');
        return new AwsCredentials(parts[0], parts[1], parts.Length > 2 ? parts[2] : null);
    }

    // Ids of users' and roles' keys: AKIA or ASIA and sixteen more.
    private static bool LooksLikeId(string key) =>
        key.Length == 20 && (key.StartsWith("AKIA", StringComparison.Ordinal) || key.StartsWith("ASIA", StringComparison.Ordinal));

    private static bool IsWord(string part) => part.Length > 0 && part.All(static c => char.IsAsciiLetterOrDigit(c) || c == '_');

    private static bool IsSecret(string part) =>
        part.Length > 0 && part.All(static c => char.IsAsciiLetterOrDigit(c) || c is '+' or '/' or '=' or '_' or '-' or '.');
}
