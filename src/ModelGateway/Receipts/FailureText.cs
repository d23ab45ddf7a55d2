using System.Globalization;
using ModelGateway.Failures;

namespace ModelGateway.Receipts;

/// <summary>
/// What deployments said, as a part of other messages: the status and the beginning of the message, without its full stop.
/// </summary>
internal static class FailureText
{
    private const int Longest = 300;

    public static string Write(ProviderFailure failure) => Write(failure.StatusCode, failure.Message);

    /// <summary>
    /// What the deployments said that did not answer a request, or why they were skipped, except the one whose failure is reported; null
    /// where there is none.
    /// </summary>
    public static string? WriteOthers(GatewayReceipt receipt, string? reported)
    {
        List<string> others = [];
        IReadOnlyList<AttemptReceipt> attempts = receipt.Attempts;
        for (int i = 0; i < attempts.Count; i++)
        {
            if (attempts[i].Failure is not null && !(i == attempts.Count - 1 && attempts[i].Deployment == reported))
            {
                others.Add($"{attempts[i].Deployment}: {Write(attempts[i].StatusCode, attempts[i].FailureMessage ?? "failed")}");
            }
        }

        foreach (SkippedDeployment skipped in receipt.PassedOver)
        {
            others.Add($"{skipped.Deployment}: {skipped.Reason}");
        }

        return others.Count == 0 ? null : $"The others: {string.Join("; ", others)}.";
    }

    private static string Write(int? status, string message)
    {
        string said = ShortText.Shorten(message.TrimEnd(' ', '.'), Longest);
        return status is null ? said : string.Create(CultureInfo.InvariantCulture, $"{status}: {said}");
    }
}
