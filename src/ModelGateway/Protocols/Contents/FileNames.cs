using Microsoft.Extensions.AI;

namespace ModelGateway.Protocols.Contents;

/// <summary>Names for files, which some protocols require and read the file's type from.</summary>
internal static class FileNames
{
    public static string For(DataContent content) =>
        !string.IsNullOrEmpty(content.Name) ? content.Name
        : content.MediaType switch
        {
            "application/pdf" => "file.pdf",
            "text/plain" => "file.txt",
            "text/markdown" => "file.md",
            "text/csv" => "file.csv",
            "text/html" => "file.html",
            "application/json" => "file.json",
            _ => "file",
        };
}
