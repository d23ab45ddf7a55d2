using Microsoft.Extensions.AI;
using ModelGateway.Protocols.Contents;

namespace ModelGateway.Protocols.Histories;

/// <summary>What a message holds.</summary>
internal readonly struct MessageContents(ChatMessage message)
{
    public bool HasCalls()
    {
        IList<AIContent> contents = message.Contents;
        for (int i = 0; i < contents.Count; i++)
        {
            if (contents[i] is FunctionCallContent)
            {
                return true;
            }
        }

        return false;
    }

    public bool HasCall(string id)
    {
        IList<AIContent> contents = message.Contents;
        for (int i = 0; i < contents.Count; i++)
        {
            if (contents[i] is FunctionCallContent call && call.CallId == id)
            {
                return true;
            }
        }

        return false;
    }

    public FunctionResultContent? ResultOf(string id)
    {
        IList<AIContent> contents = message.Contents;
        for (int i = 0; i < contents.Count; i++)
        {
            if (contents[i] is FunctionResultContent result && result.CallId == id)
            {
                return result;
            }
        }

        return null;
    }

    /// <summary>Whether there are contents for the model beside results.</summary>
    public bool HasSaidContents()
    {
        IList<AIContent> contents = message.Contents;
        for (int i = 0; i < contents.Count; i++)
        {
            if (contents[i] is TextContent || StoredResult.IsMedia(contents[i]))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether the message holds results and nothing else.</summary>
    public bool HasResultsAlone()
    {
        IList<AIContent> contents = message.Contents;
        for (int i = 0; i < contents.Count; i++)
        {
            if (contents[i] is not FunctionResultContent)
            {
                return false;
            }
        }

        return contents.Count > 0;
    }
}
