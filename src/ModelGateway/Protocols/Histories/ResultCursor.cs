using Microsoft.Extensions.AI;

namespace ModelGateway.Protocols.Histories;

/// <summary>
/// Goes over the results behind a turn. Nearly always they stand in the order of their calls, and then each takes one look.
/// </summary>
internal struct ResultCursor(IReadOnlyList<ChatMessage> messages, int message)
{
    private int _message = message;
    private int _content;

    /// <summary>Whether the next result is that of a call.</summary>
    public bool Takes(string id)
    {
        while (_message < messages.Count)
        {
            IList<AIContent> contents = messages[_message].Contents;
            if (_content < contents.Count)
            {
                return contents[_content] is FunctionResultContent result && result.CallId == id && ++_content > 0;
            }

            _message++;
            _content = 0;
        }

        return false;
    }
}
