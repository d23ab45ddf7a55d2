namespace ModelGateway.Tests.Conformance.Requests;

/// <summary>A recorded request that the gateway does not send.</summary>
/// <param name="Name">What it holds, as the committed table says it.</param>
/// <param name="Words">Words of the refusal.</param>
internal sealed record RequestRefusal(string Name, string Words)
{
    public static IReadOnlyList<RequestRefusal> All { get; } =
    [
        new("a tool whose schema has another root than `\"type\": \"object\"`", "its root must have the type \"object\""),
        new("a video, by its address", "A link to video/*"),
        new("a video", "video/mp4"),
        new("an image", "Images cannot be sent to"),
        new("a file", "Files cannot be sent to"),
        new("sound", "Audio cannot be sent to"),
    ];
}
